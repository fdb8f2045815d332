"""Do shoppers see the same? Gold cases with their keys, rounds, what follows from them, and double-scored visits."""
