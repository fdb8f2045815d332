"""What the product is made of that others wrote: locked, hashed, licensed, listed."""
