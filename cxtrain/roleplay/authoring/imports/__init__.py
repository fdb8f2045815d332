"""Stories from other files: a draft, and what could not be taken over."""
