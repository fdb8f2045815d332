"""What is different between two texts of a scenario, said in words."""
