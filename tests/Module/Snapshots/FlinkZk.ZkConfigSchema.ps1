Set-ZkConfigSchema -Default '{ "type": "object" }'
Set-ZkConfigSchema orders '{ "properties": { "threshold": { "type": "integer", "minimum": 1 }, "window": { "pattern": "^[0-9]+[smhd]$" } } }'
Get-ZkConfigSchema
