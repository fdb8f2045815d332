"""Writing forms in the browser: drafts with every save, their checks, what they would have given, publishing, versions."""
