"""What a customer is worth, with all that is taken for granted."""
