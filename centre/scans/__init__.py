"""Files that somebody brings: looked at before they are kept, written anew, given back in a way that runs nothing."""
