"""The form on paper: one A4 page to be filled in with a pen and keyed in later."""
