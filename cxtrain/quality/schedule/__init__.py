"""What is visited when and by whom: quotas, a seeded draw, shoppers without conflicts, missed visits."""
