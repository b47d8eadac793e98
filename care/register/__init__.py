"""The controlled-drug register: a book for each drug, form and strength that is only added to. No person stands in it."""
