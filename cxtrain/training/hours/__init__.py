"""Class hours (学时) of people: those of classes that were closed, and those learnt on screen up to what each step states."""
