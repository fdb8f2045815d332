"""Pure statistics: the standard library only, importable without the web application."""
