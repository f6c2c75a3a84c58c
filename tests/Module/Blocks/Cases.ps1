# Scripts with a block in them. Each is run twice and more: CALL { } is once & { }, and once each cmdlet of the module that takes a block. Whatever it
# writes, and wherever it goes on, has to be the same. A case begins with #: and its name.

#: output goes on as it comes
CALL { 1; 'two'; $null; , @(3, 4); @{ five = 5 }.five } | ForEach-Object { "<$_>" }

#: no output is nothing
$r = CALL { }
$null -eq $r; @(CALL { }).Count

#: one array is unrolled
(CALL { , (1, 2) }).GetType().Name; (CALL { 1, 2 }).Count

#: output variable and out buffer behind it
CALL { 1..4 } | Write-Output -OutVariable kept | Out-Null
"$kept"

#: the pipeline ends early behind it
CALL { try { 1..5 } finally { $global:ended = 'finally ran' } } | Select-Object -First 2
'AFTER'; $global:ended

#: an index of the pipeline
CALL { 1..5 } | Select-Object -Index 1
'AFTER'

#: the pipeline ends early in front of something
1..3 | ForEach-Object { CALL { 'x' } } | Select-Object -First 1
'AFTER'

#: throw
try { CALL { 'before'; throw 'oops' } } catch { "$_|$($_.FullyQualifiedErrorId)|$($_.CategoryInfo)|$($_.InvocationInfo.ScriptLineNumber):$($_.InvocationInfo.OffsetInLine)|$($_.Exception.GetType())" }
'AFTER'

#: throw ends the script
'before'
CALL { throw 'oops' }
'NOT HERE'

#: throw of an exception keeps its type
try { CALL { throw [IO.FileNotFoundException]::new('gone', 'f.txt') } } catch [IO.FileNotFoundException] { "typed: $($_.Exception.FileName)" }

#: throw of an error record
try { CALL { throw [System.Management.Automation.ErrorRecord]::new([Exception]::new('m'), 'MyId', 'LimitsExceeded', 'target') } } catch { "$($_.FullyQualifiedErrorId) $($_.CategoryInfo.Category) $($_.TargetObject)" }

#: rethrow inside
try { CALL { try { throw 'a' } catch { throw } } } catch { "$_ $($_.InvocationInfo.OffsetInLine)" }

#: finally in and around
try { CALL { try { throw 'a' } finally { 'inner' } } } catch { "caught $_" } finally { 'outer' }

#: a statement that ends itself only
CALL { 1 / 0; 'went on'; [int]'x'; $null.Method(); 'and on' }

#: a statement that ends itself only, in a try
try { CALL { 1 / 0; 'NOT HERE' } } catch { "caught $($_.FullyQualifiedErrorId) $($_.Exception.GetType().Name) $($_.InvocationInfo.OffsetInLine)" }

#: a cmdlet's error
CALL { Get-Item /nonexistent; 'went on' }

#: a cmdlet's error on a line of its own
CALL {
    'first'
    Get-Item /nonexistent
    Get-ChildItem /nonexistent -ErrorAction SilentlyContinue
}

#: a cmdlet's terminating error
CALL { Get-Item -Path $null; 'went on' }

#: a command that does not exist
CALL { Get-Nothing-Of-This-Name; 'went on' }

#: a parameter that does not exist
CALL { Get-Item -Nope 1; 'went on' }

#: errors with Stop
try { CALL { Get-Item /nonexistent -ErrorAction Stop; 'NOT HERE' } } catch { "$($_.FullyQualifiedErrorId) $($_.InvocationInfo.MyCommand) $($_.InvocationInfo.OffsetInLine)" }

#: errors with Stop end the script
CALL { Get-Item /nonexistent -ErrorAction Stop }
'NOT HERE'

#: ErrorActionPreference Stop
$ErrorActionPreference = 'Stop'
try { CALL { Get-Item /nonexistent; 'NOT HERE' } } catch { "$($_.FullyQualifiedErrorId) $($_.InvocationInfo.OffsetInLine)" }
CALL { Write-Error 'e' }
'NOT HERE'

#: ErrorActionPreference set in the block stays there
CALL { $ErrorActionPreference = 'SilentlyContinue'; Get-Item /nonexistent; 'quiet' }
$ErrorActionPreference

#: Write-Error
CALL { Write-Error 'e' -ErrorId My -Category LimitsExceeded; Write-Error -Exception ([ArgumentException]::new('a')) }

#: errors are kept in the list
$Error.Clear()
CALL { Get-Item /nonexistent; 1 / 0 } 2>$null
$Error.Count; $Error[0].FullyQualifiedErrorId; $Error[1].FullyQualifiedErrorId

#: errors redirected
$r = CALL { 'o'; Get-Item /nonexistent; 1 / 0; Write-Error e } 2>&1
$r | ForEach-Object { $_.GetType().Name }

#: errors thrown away
CALL { 'o'; Get-Item /nonexistent; 1 / 0; Write-Error e } 2>$null

#: errors to a file
$file = New-TemporaryFile
CALL { 'o'; Write-Error e } 2>$file
(Get-Content $file -Raw).Length -gt 0; Remove-Item $file

#: output to a file
$file = New-TemporaryFile
CALL { 'o'; 'p' } >$file
Get-Content $file; Remove-Item $file

#: warnings redirected
$r = CALL { 'o'; Write-Warning w } 3>&1
$r | ForEach-Object { "$($_.GetType().Name) $_" }

#: verbose redirected
$r = CALL { 'o'; Write-Verbose v -Verbose; Write-Verbose unseen } 4>&1
$r | ForEach-Object { "$($_.GetType().Name) $_" }

#: debug redirected
$r = CALL { 'o'; Write-Debug d -Debug; Write-Debug unseen } 5>&1
$r | ForEach-Object { "$($_.GetType().Name) $_" }

#: information redirected
$r = CALL { 'o'; Write-Information i -Tags t; Write-Host h } 6>&1
$r | ForEach-Object { "$($_.GetType().Name) $_ $($_.Tags)" }

#: all streams redirected
$r = CALL { 'o'; Write-Warning w; Write-Verbose v -Verbose; Write-Debug d -Debug; Write-Information i; Write-Error e } *>&1
$r | ForEach-Object { "$($_.GetType().Name) $_" }

#: all streams thrown away
CALL { 'o'; Write-Warning w; Write-Information i; Write-Error e } *>$null
'AFTER'

#: redirections inside
CALL { $r = & { Write-Warning w; Write-Error e } 3>&1 2>&1; $r | ForEach-Object { $_.GetType().Name } }

#: redirections around
$r = & { CALL { 'o'; Write-Warning w; Write-Error e } } 3>&1 2>&1
$r | ForEach-Object { $_.GetType().Name }

#: redirections of a sub-expression
$r = $(CALL { 'o'; Write-Warning w; Write-Error e }) 3>&1 2>&1
$r | ForEach-Object { $_.GetType().Name }

#: streams' preferences of the caller
$VerbosePreference = 'Continue'; $InformationPreference = 'Continue'; $WarningPreference = 'SilentlyContinue'
CALL { Write-Verbose v; Write-Information i; Write-Warning unseen } *>&1 | ForEach-Object { "$($_.GetType().Name) $_" }

#: warnings as errors
try { CALL { Write-Warning w -WarningAction Stop; 'NOT HERE' } } catch { "$($_.FullyQualifiedErrorId)" }

#: return
CALL { 1; return 2; 3 }
'AFTER'

#: return leaves the block and nothing else
function F { CALL { return 'inner' }; 'after' }
F

#: break leaves the loop around it
foreach ($i in 1..3) { "i=$i"; CALL { if ($i -eq 2) { break } } }
'AFTER'

#: break in a while
$n = 0
while ($true) { CALL { if ($n -gt 2) { break } }; $n++ }
$n

#: continue goes on with the loop around it
foreach ($i in 1..3) { CALL { if ($i -eq 2) { continue } }; "i=$i" }

#: break to a label
:outer foreach ($i in 1..3) { foreach ($j in 1..3) { "$i$j"; CALL { if ($j -eq 2) { break outer } } } }
'AFTER'

#: continue at a label
:outer foreach ($i in 1..3) { foreach ($j in 1..3) { "$i$j"; CALL { if ($j -eq 2) { continue outer } } } }

#: break of a loop inside
CALL { foreach ($i in 1..3) { if ($i -eq 2) { break }; $i }; 'in' }
'AFTER'

#: break in a switch
switch (1) { 1 { CALL { break }; 'NOT HERE' } }
'AFTER'

#: break in a function's loop goes through
function F { CALL { break } }
foreach ($i in 1..3) { $i; F }
'AFTER'

#: break without a loop ends the script
'before'
CALL { break }
'NOT HERE'

#: break in ForEach-Object
1..3 | ForEach-Object { $_; CALL { break } }
'NOT HERE'

#: whether it succeeded, last a success
CALL { Get-Item /nonexistent; 'ok' } 2>$null
$?

#: whether it succeeded, last an error
CALL { Get-Item /nonexistent } 2>$null
$?

#: whether it succeeded, inside
CALL { Get-Item /nonexistent; $?; 'x' | Out-Null; $? } 2>$null

#: whether it succeeded, before
Get-Item /nonexistent 2>$null
CALL { $? }

#: an error written
CALL { Write-Error e } 2>$null
$?

#: a native command's exit code
CALL { sh -c 'echo out; exit 3'; $LASTEXITCODE; $? }
$LASTEXITCODE

#: a native command that fails in front of ||
CALL { sh -c 'exit 3' } || 'failed'
CALL { sh -c 'exit 0' } && 'went well'

#: a native command's errors
CALL { sh -c 'echo err 1>&2' } 2>&1 | ForEach-Object { "$($_.GetType().Name) $_" }

#: a native command as the last one
$PSNativeCommandUseErrorActionPreference = $true; $ErrorActionPreference = 'Stop'
try { CALL { sh -c 'exit 4'; 'NOT HERE' } } catch { $_.FullyQualifiedErrorId }

#: input to a native command
CALL { 'b', 'a' | sort } | ForEach-Object { "<$_>" }

#: a script called inside exits alone
$file = Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid()).ps1"
'"in"; exit 5' | Set-Content $file
CALL { & $file; "code $LASTEXITCODE" }
Remove-Item $file

#: strict mode of the caller
Set-StrictMode -Version Latest
CALL { $undefined; 'went on' }

#: strict mode set inside
CALL { Set-StrictMode -Version Latest; $undefined; 'went on' }
$undefined; 'free'

#: strict mode and a missing property
Set-StrictMode -Version Latest
CALL { (Get-Date).Nope; 'went on' }

#: a trap inside
CALL { trap { "trapped $_"; continue } throw 'x'; 'went on' }

#: a trap inside that breaks
try { CALL { trap { "trapped $_"; break } throw 'x'; 'NOT HERE' } } catch { "caught $_" }

#: a trap outside
trap { "trapped $_"; continue }
CALL { throw 'x'; 'NOT HERE' }
'AFTER'

#: a trap outside for an error that ends a statement
trap { "trapped $($_.FullyQualifiedErrorId)"; continue }
CALL { 1 / 0; 'in' }
'AFTER'

#: input without any
CALL { @($input).Count; $args.Count }

#: parameters with defaults
CALL { param($a = 5, [int]$b = 6) $a + $b; $PSBoundParameters.Count }

#: begin, process and end
CALL { begin { 'b' } process { 'p' } end { 'e' } }

#: begin and clean
CALL { begin { 'b' } end { 'e'; throw 'x' } clean { $global:cleaned = 'clean ran' } }
'NOT HERE'

#: a function inside
CALL { function Inner { param($x) "inner $x"; return 'r'; 'no' } Inner 1 }
Get-Command Inner -ErrorAction SilentlyContinue

#: a function of the caller
function Outer { "outer $args" }
CALL { Outer 1 2 }

#: in a function with its parameters
function F { param($p) CALL { "$p"; $p = 'changed'; "$p" }; "$p" }
F 'given'

#: in an advanced function with its preferences
function F { [CmdletBinding()] param() CALL { Write-Verbose v; Write-Error e } }
F -Verbose -ErrorAction SilentlyContinue 4>&1 | ForEach-Object { "$($_.GetType().Name) $_" }

#: variables of the common parameters around it
function F { [CmdletBinding()] param() CALL { Write-Warning w; Write-Error e; Write-Information i } }
F -WarningVariable wv -ErrorVariable ev -InformationVariable iv -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
"$wv|$ev|$iv"

#: in begin, process and end of a function
function F { param([Parameter(ValueFromPipeline)] $p) begin { CALL { 'b' } } process { CALL { "p$p" } } end { CALL { 'e' } } }
1..2 | F

#: variables set inside
$x = 1
CALL { $x; $x = 2; $x; $new = 3 }
$x; $null -eq $new

#: variables of other scopes set inside
$x = 1
CALL { $script:x = 2; $global:y = 3; Set-Variable x 4 -Scope 1 }
$x; $y; Remove-Variable y -Scope Global

#: variables of the scope above
function F { $a = 'a'; CALL { Set-Variable a 'b' -Scope 1; Get-Variable a -Scope 0 -ErrorAction Ignore; (Get-Variable a -Scope 1).Value }; $a }
F

#: closures
$x = 1; $block = { $x }.GetNewClosure(); $x = 2
CALL $block

#: a block in a variable, more than once
$n = 0; $block = { $script:n++; $n }
CALL $block; CALL $block

#: a block of text
CALL ([scriptblock]::Create("'text'; Get-Item /nonexistent"))

#: a block that does not parse
try { CALL ([scriptblock]::Create('if (')) } catch { $_.FullyQualifiedErrorId; $_.Exception.GetType().Name }

#: a block out of a module
$module = New-Module { $inside = 'module'; function Give { { $inside; Hidden } } function Hidden { 'hidden' } Export-ModuleMember Give }
CALL (Give)

#: a block handed to a module's function
$module = New-Module { $x = 'module'; function Run { param($b) CALL $b } }
$x = 'caller'
Run { $x }

#: where it is called from
CALL { "$($MyInvocation.ScriptLineNumber) $((Get-PSCallStack)[0].ScriptLineNumber) $(Split-Path -Leaf $PSCommandPath) $($MyInvocation.CommandOrigin)" }

#: the whole definition
CALL { $MyInvocation.MyCommand.CommandType; $MyInvocation.ExpectingInput }

#: inside try, catch and finally
try { CALL { 'try' }; throw 'x' } catch { $e = $_; CALL { "catch $e" } } finally { CALL { 'finally' } }

#: inside a class's method
class C { [string] Run() { return CALL { 'method' } } }
[C]::new().Run()

#: as a condition
if (CALL { $true }) { 'yes' }
while (CALL { $false }) { 'no' }

#: as an argument and an operand
Write-Output (CALL { 1 }) ((CALL { 2 }) + 1)

#: in a string
"<$(CALL { 'x'; 'y' })>"

#: one in the other
CALL { 'a'; CALL { 'b'; CALL { 'c'; Get-Item /nonexistent } } | ForEach-Object { "<$_>" } }

#: one in the other, break through all
foreach ($i in 1..2) { $i; CALL { CALL { CALL { break } } } }
'AFTER'

#: one in the other, throw through all
try { CALL { try { CALL { throw 'deep' } } finally { 'unwound' } } } catch { "caught $_ $($_.InvocationInfo.OffsetInLine)" }

#: one in the other, ended early
CALL { CALL { 1..5 } | Select-Object -First 1; 'AFTER' }

#: one behind the other
CALL { 1..3 } | ForEach-Object { CALL { "<$i>" } }

#: types by their short names
CALL { [Text.StringBuilder]::new('sb').ToString(); [int]5 }

#: a hashtable and splatting
CALL { $p = @{ Path = '/nonexistent' }; Test-Path @p }

#: a pipeline chain and a background job
CALL { 'a' | Out-Null && 'chain' }

#: an event's wait
CALL { $null = New-Event -SourceIdentifier mine; (Wait-Event -SourceIdentifier mine -Timeout 5).SourceIdentifier; Remove-Event mine }

#: the location stays changed
Push-Location /
CALL { Set-Location /tmp }
"$PWD"; Pop-Location

#: dot-sourcing inside
CALL { . { $dotted = 1 }; $dotted }
$null -eq $dotted

#: Invoke-Expression inside
CALL { Invoke-Expression '$ie = 1; $ie; break' }
'NOT HERE'

#: Invoke-Command inside
CALL { Invoke-Command { 'ic'; Get-Item /nonexistent } }

#: the host's text
CALL { Write-Host 'to the host' }

#: formatted
CALL { [pscustomobject]@{ A = 1; B = 2 } } | Format-Table | Out-String -Width 40

#: exit in a script inside a try
try { CALL { exit 4 } } finally { $global:unwound = 'finally ran' }
'NOT HERE'

#: exit without a number
CALL { exit }
'NOT HERE'

#: exit from deep inside
function F { CALL { CALL { exit 9 } } }
F; 'NOT HERE'
