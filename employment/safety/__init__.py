"""Safety at work: who heard the briefing, tools handed out, accidents."""
