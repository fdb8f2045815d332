"""A Kano study of the front desk, with a truth that is known."""
