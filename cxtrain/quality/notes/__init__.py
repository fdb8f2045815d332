"""What happened in a month at a touchpoint, noted beside its chart by those who know."""
