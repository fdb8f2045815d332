"""Planning sittings: who is assessed, when and by whom; putting them off and taking them back."""
