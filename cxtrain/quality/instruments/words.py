"""What the parts of a form are called, in English for the catalogue. Pure."""

from cxtrain.web.bilingual import N_

OBSERVATIONS = {
    "mystery_shop": N_("Mystery shops"), "announced_check": N_("Announced checks"),
    "coaching": N_("Coaching observations"),
}
KINDS = {
    "rating": N_("Rating on the scale"), "yes_no": N_("Yes or no"), "number": N_("A number"),
    "text": N_("Words"), "photo": N_("A photo"),
}
OF = {"person": N_("the person"), "process": N_("the process"), "place": N_("the place")}
SEE = {"visit": N_("Every visit shows it"), "scripted": N_("Only the script brings it up")}
STEPS = {"explore": N_("Explore"), "offer": N_("Offer"), "act": N_("Act"), "confirm": N_("Confirm")}
UNITS = {"seconds": N_("seconds"), "minutes": N_("minutes"), "count": N_("pieces")}
GOOD = {"yes": N_("Yes"), "no": N_("No")}
EFFECTS = {
    "zero": N_("The visit is worth 0"), "cap": N_("The visit is worth this much at most"),
    "flag": N_("The visit is marked, its score stays"),
}
ASKED = {True: N_("allowed"), False: N_("not allowed")}
LABELS = {  # of a form's parts, by their keys
    "title": N_("Title"), "kind": N_("Kind"), "touchpoint": N_("Touchpoint"), "scale": N_("Scale"),
    "note_below": N_("Words are owed below"), "photo_below": N_("A photo is owed below"),
    "persona": N_("The shopper's role"), "script": N_("Script"), "test_questions": N_("Test questions"),
    "weight": N_("Weight"), "shopper": N_("What the shopper is asked"), "customer": N_("What customers are asked"),
    "dimension": N_("Dimension"), "step": N_("Step of the talk"), "of": N_("It tells about"),
    "see": N_("What one visit can see"), "unit": N_("Unit of the number"), "limits": N_("As it should be"),
    "good": N_("The good answer"), "na": N_("“Does not apply”"), "critical": N_("Critical rule"), "items": N_("Items"),
    "at_or_below": N_("It holds when rated at or below"), "cap": N_("Worth at most what this rating is worth"),
    "at_least": N_("At least"), "at_most": N_("At most"), "low": N_("The low end means"),
    "high": N_("The high end means"), "sections": N_("Sections"), "number": N_("Number in the survey"),
}
