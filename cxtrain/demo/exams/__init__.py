"""An exam on site, opened in the past."""
