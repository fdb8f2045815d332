"""`python -m cxtrain.cli` is `cxtrain`."""

from cxtrain.cli import main

main()
