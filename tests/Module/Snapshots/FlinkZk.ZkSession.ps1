# mask: (?<=Id *: |"Id": |^")\d+(?="?,|$)|^ *\d+(?= Connected)
Get-ZkSession
