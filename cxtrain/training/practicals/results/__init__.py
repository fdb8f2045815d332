"""What practical assessments come to in numbers: pass rates of first sittings and resits, and how far assessors agree."""
