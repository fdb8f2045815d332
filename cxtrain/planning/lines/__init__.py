"""Plans and actions as Today and Team list them: a few columns, a statement each."""
