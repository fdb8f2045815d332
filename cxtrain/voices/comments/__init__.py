"""The words of customers: who may read them, finding them again, tags, and which words come most."""
