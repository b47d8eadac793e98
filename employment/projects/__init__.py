"""Day-labour projects and their sessions."""
