"""Entitlements: urgent medical aid, health insurance, reference address, income, identity papers."""
