"""What a person may ask of the centre: to be forgotten, and to know who looked. Source: PRIVACY 5, GDPR 15-18."""
