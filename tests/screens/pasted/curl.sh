curl -sk 'https://api.security.microsoft.com/api/incidents?$top=5' \
  -H 'Authorization: Bearer eyJ0b2tlbiJ9' -H 'Prefer: odata.maxpagesize=5'
