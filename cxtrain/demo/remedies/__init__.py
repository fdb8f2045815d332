"""What the trainer of the demo company made of the library of actions."""
