"""Role-play: scenarios as files, played choice by choice, replayed from what was chosen, and scored."""
