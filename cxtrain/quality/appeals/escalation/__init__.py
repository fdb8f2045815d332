"""Appeals that nobody decided in time: everybody who may decide them is told."""
