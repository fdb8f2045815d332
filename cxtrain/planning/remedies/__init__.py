"""The library of actions that trainers edit: the shipped file, and what was changed, added or taken out since."""
