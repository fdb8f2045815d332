"""News of pictures of classes to higher packages."""

from blinker import Namespace

photo_taken_out = Namespace().signal("class-photo-taken-out")
"""Sent with the TrainingClass one of whose pictures has just been taken out, inside the transaction in which it was."""
