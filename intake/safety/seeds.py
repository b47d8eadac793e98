"""The naloxone a centre starts with; it changes the list afterwards. Source: DOMAIN 3.3 (ampoules of 0.4 mg in 1 ml)."""

from decimal import Decimal

from .enums import Route
from .models import NaloxoneProduct

PRODUCTS = (
    ("Naloxone 0,4 mg/1 ml", Route.IM, Decimal("0.40")),
    ("Naloxone 0,4 mg/1 ml", Route.IV, Decimal("0.40")),
)


def ensure_products() -> int:
    """Put the products in place when the list is empty; how many were new."""
    if NaloxoneProduct.objects.exists():
        return 0
    for name, route, dose in PRODUCTS:
        NaloxoneProduct(name=name, route=route, dose_mg=dose).save(force_insert=True)
    return len(PRODUCTS)
