"""`cxtrain measure …`: the measures on any survey export, without the application and its database."""
