"""The talk about a plan: goal, reality, options, way forward."""
