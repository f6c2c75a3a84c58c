Set-ZkConfig orders @{ threshold = 0; window = 'long' }
Set-ZkConfig orders token s3cret -Secret
Test-ZkConfigSchema orders -Schema '{ "required": ["owner"], "properties": { "threshold": { "type": "integer", "minimum": 1 }, "window": { "pattern": "^[0-9]+[smhd]$" }, "token": { "const": "x" } } }'
