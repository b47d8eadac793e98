"""After a dose: what came up, who stays, who left too early."""
