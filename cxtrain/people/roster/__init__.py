"""The roster: a file from HR read, compared with the people known, shown, and carried out whole or not at all."""
