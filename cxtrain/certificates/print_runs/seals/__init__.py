"""The picture of the firm's seal in a print run: HR asks, an admin who is somebody else allows it, run by run."""
