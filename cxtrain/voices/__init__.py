"""The customer's voice: surveys and what was answered, comments, feedback, Kano studies, business indicators, obstacles."""
