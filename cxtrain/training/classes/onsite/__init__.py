"""Classes for which exams are opened on site."""
