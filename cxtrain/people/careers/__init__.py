"""What happens to an employee over the years: transfer, leave, return. History stays with the unit of its day."""
