"""What happened in two months at the front desk, noted beside its chart."""
