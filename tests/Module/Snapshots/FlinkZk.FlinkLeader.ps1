$class = '7372000e6a6176612e7574696c2e55554944bc9903f7986d852f0200024a000c6c65617374536967426974734a000b6d6f7374536967426974737870'
$published = [Convert]::FromHexString("aced000577120010687474703a2f2f6a6d2d313a38303831${class}a16570867728950e0f8fad5bd9cb469f")
$null = New-ZkNode /flink/default/leader/rest_server/connection_info $published -Parents
$null = New-ZkNode /flink/lost/leader/rest_server/connection_info nonsense -Parents
$null = New-ZkNode /flink/team/orders/leader/rest_server -Parents
Get-FlinkLeader
