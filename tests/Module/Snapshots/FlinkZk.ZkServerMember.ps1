# mask: ^ *…?\d+(?= +[123] )
$ensemble = Start-ZkServer -Ensemble 3
$ensemble.Members | Set-ZkServerMember Stopped
$ensemble.Members[0]
