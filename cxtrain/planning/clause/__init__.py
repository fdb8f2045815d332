"""The clause that is printed on each plan about a person, and who may change it: HR and an admin together."""
