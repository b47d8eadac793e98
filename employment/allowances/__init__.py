"""Money of day labour: allowances by legal form under their ceilings, the cash box, receipts."""
