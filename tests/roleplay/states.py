"""Where a play stands, told apart by all that any condition of the story reads: the slow way, to check the graph by."""

from cxtrain.roleplay.play import advance, opening


def spot(story, position):
    """Return the scene, and the values of all names that some condition reads."""
    choices = [one for scene in story.scenes.values() for one in scene.choices]
    conditions = [one.condition for one in choices] + [branch.condition for one in choices for branch in one.branches]
    read = {comparison.name for condition in conditions for comparison in condition}
    return position.scene.id, tuple(position.state[name] for name in story.gauges if name in read)


def spots(story, most):
    """Return how many spots plays come to; None where there are more than `most`."""
    ahead = [opening(story)]
    seen = {spot(story, ahead[0])}
    for position in ahead:
        onward = [advance(story, position, one.id) for one in position.offered]
        for after in onward:
            if spot(story, after) not in seen:
                seen.add(spot(story, after))
                ahead.append(after)
        if len(seen) > most:
            return None
    return len(seen)
