"""The vault: one data key for each person, kept outside the application database.

Text that must be forgettable is stored as ciphertext in the application's tables; the keys live in a separate
SQLite file, wrapped by an epoch key of the key file. Destroying one person's key makes every copy of that
person's text unreadable: rows, history, dumps and replicas alike. Source: PRIVACY 5.
"""
