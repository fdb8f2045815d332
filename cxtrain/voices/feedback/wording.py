"""What kinds, steps, states and the like are called, in English for the catalogue. Pure."""

from cxtrain.web.bilingual import N_

KINDS = {"complaint": N_("Complaint"), "suggestion": N_("Suggestion"), "enquiry": N_("Enquiry"), "praise": N_("Compliment")}
ICONS = {"complaint": "exclamation-circle", "suggestion": "lightbulb", "enquiry": "question-circle", "praise": "star"}
SEVERITIES = {"serious": N_("Serious: harm, danger, or somebody may be lost as a customer"), "normal": N_("Normal"),
              "minor": N_("Minor")}
SEVERITY = {"serious": N_("Serious"), "normal": N_("Normal"), "minor": N_("Minor")}
STEPS = {"listen": N_("Listen"), "apologise": N_("Apologise"), "solve": N_("Solve"), "thank": N_("Thank"),
         "follow_up": N_("Follow up")}
HINTS = {
    "listen": N_("Hear it out and say back what you understood. This is the first reply."),
    "apologise": N_("Say sorry for what the customer went through, without ifs."),
    "solve": N_("Put it right, or say what will be done and by when."),
    "thank": N_("Thank for saying so: most customers who are unhappy only leave."),
    "follow_up": N_("Some days later: see whether the solution holds."),
}
OUTCOMES = {"solved": N_("Solved"), "partly": N_("Partly solved"), "unsolved": N_("Not solved")}
STATES = {"open": N_("Open"), "waiting": N_("Waits for the customer"), "closed": N_("Closed")}
EVENTS = {"told": N_("Told"), "taken": N_("Handed over"), "changed": N_("Filed anew"), "waiting": N_("Waits for the customer"),
          "resumed": N_("The clock runs again"), "asked": N_("A link to a short survey was made for the customer"),
          "escalated": N_("Late: handed up"), "closed": N_("Closed"), "reopened": N_("Opened again"), **STEPS}
