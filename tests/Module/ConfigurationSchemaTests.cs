namespace FlinkZk.Module.Tests;

/// <summary>JSON schemas beside configured values.</summary>
public sealed class ConfigurationSchemaTests : IDisposable
{
    private const string Laid = """Set-ZkConfigSchema orders '{ "properties": { "threshold": { "type": "integer", "minimum": 1 }, "window": { "type": "string", "pattern": "^[0-9]+[smhd]$" }, "mail": { "format": "email" } } }';""";
    private readonly ModuleSession _session = ModuleSession.Embedded();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Set-ZkConfig orders @{ threshold = 0; fine = 1 }")]
    [InlineData("Set-ZkConfig orders threshold '75'")]
    [InlineData("Set-ZkConfig @{ threshold = 0 }")]
    [InlineData("Set-ZkConfig orders @{ mail = 'nobody' }")]
    [InlineData("Set-ZkConfig orders window s3cret -Secret")]
    [InlineData("Set-Content $f 'threshold=0'; Import-ZkConfig $f orders")]
    [InlineData("Copy-ZkConfig bad orders")]
    [InlineData("Restore-ZkConfig 1 orders -Key threshold")]
    public void Whoever_sets_what_does_not_fit_is_refused(string script)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}.properties");
        try
        {
            _session.Run($"$f = $args[0]; Set-ZkConfig orders @{{ threshold = 0 }}; Set-ZkConfig orders @{{ threshold = 100 }}; Set-ZkConfig bad @{{ threshold = 'x' }}; Remove-ZkConfig orders threshold; {Laid}", file);
            var error = _session.Error(script);
            Assert.StartsWith("ValueAgainstSchema,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
            Assert.Equal(5L, _session.One<long>("(Get-ZkConfigHistory -Newest 1).Revision"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void What_fits_is_set_and_what_the_schema_does_not_name_may_be_anything() =>
        Assert.Equal("2", _session.One<string>(Laid + "(Set-ZkConfig orders @{ threshold = 1; window = '5m'; mail = 'a@b.de'; other = @{ a = 1 } } -PassThru).Revision.ToString()"));

    [Fact]
    public void An_error_names_the_job_the_key_and_what_is_wrong()
    {
        var error = _session.Error(Laid + "Set-ZkConfig orders @{ threshold = 0 }");
        Assert.Equal("The values of job 'orders' would not fit their schema: threshold: 0 should be at least 1 Nothing was changed.", error.ToString());
        Assert.Contains("Get-ZkConfigSchema orders", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'{ nothing'", "no JSON")]
    [InlineData("'[1]'", "object")]
    [InlineData("@{ type = 'strnig' }", "type")]
    [InlineData("@{ minimum = 'one' }", "minimum")]
    [InlineData("@{ '$ref' = 'https://example.com/schema.json' }", "leads out")]
    [InlineData("@{ properties = @{ a = @{ '$ref' = 'file:///etc/passwd' } } }", "leads out")]
    [InlineData("@{ '$schema' = 'https://example.com/my-draft' }", "no draft")]
    public void What_is_no_schema_is_told(string schema, string told)
    {
        var error = _session.Error($"Set-ZkConfigSchema orders {schema}");
        Assert.StartsWith("SchemaUnusable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(told, error.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(_session.Run("Get-ZkConfigHistory"));
    }

    [Theory]
    [InlineData("http://json-schema.org/draft-07/schema#")]
    [InlineData("http://json-schema.org/draft-06/schema#")]
    [InlineData("https://json-schema.org/draft/2019-09/schema")]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    public void Drafts_are_known(string draft)
    {
        _session.Run("Set-ZkConfigSchema orders @{ '$schema' = $args[0]; '$id' = 'https://example.com/same'; properties = @{ a = @{ minimum = 1 } } }; Set-ZkConfigSchema billing @{ '$schema' = $args[0]; '$id' = 'https://example.com/same'; properties = @{ a = @{ minimum = 5 } } }", draft);
        Assert.Single(_session.Run("Test-ZkConfigSchema orders -Values @{ a = 0 }"));
        Assert.Single(_session.Run("Test-ZkConfigSchema billing -Values @{ a = 1 }"));
        Assert.Empty(_session.Run("Test-ZkConfigSchema orders -Values @{ a = 1 }"));
    }

    [Fact]
    public void Parts_of_a_schema_refer_to_each_other() =>
        Assert.Equal("/limits/1 minimum", _session.One<string>("""
            Set-ZkConfigSchema orders '{ "$defs": { "limit": { "minimum": 1 } }, "properties": { "limits": { "items": { "$ref": "#/$defs/limit" } } } }'
            Test-ZkConfigSchema orders -Values @{ limits = 1, 0 } | ForEach-Object { "$($_.Location) $($_.Keyword)" }
            """));

    [Fact]
    public void Values_that_stand_keep_a_schema_out_unless_it_is_forced()
    {
        _session.Run("Set-ZkConfig orders @{ threshold = 0 }");
        Assert.StartsWith("ValueAgainstSchema,", _session.Error(Laid).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("orders: threshold: 0 should be at least 1", _session.One<string>(Laid.Replace(";", " -Force;", StringComparison.Ordinal) + "\"$(Test-ZkConfigSchema)\""));
        _session.Run("Set-ZkConfig orders @{ window = '5m' }; Set-ZkConfig orders @{ threshold = 1 }");
        Assert.StartsWith("ValueAgainstSchema,", _session.Error("Set-ZkConfig orders @{ threshold = 0 }").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Schemas_go_through_the_pipeline_are_removed_and_come_back()
    {
        _session.Run(Laid + "Set-ZkConfigSchema -Default @{ type = 'object' }; $one = Get-ZkSession; $two = Connect-Zk -Embedded; Get-ZkConfigSchema -Session $one | Set-ZkConfigSchema -Session $two");
        Assert.Equal(["", "orders"], _session.All<string>("Get-ZkConfigSchema | ForEach-Object { \"$($_.Job)\" }"));
        _session.Run("Remove-ZkConfigSchema o*; Remove-ZkConfigSchema -Default; Set-ZkConfig orders @{ threshold = 0 }");
        Assert.Empty(_session.Run("Get-ZkConfigSchema"));
        Assert.Empty(_session.Run("Get-ZkConfig orders '$schema' -ErrorAction Ignore"));
        Assert.Equal("orders", _session.One<string>("Restore-ZkConfig 2; (Get-ZkConfigSchema o*).Job"));
        Assert.Empty(_session.Run("Get-ZkConfig orders"));
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        _session.Run("Set-ZkConfigSchema orders @{ type = 'object' } -WhatIf");
        Assert.Empty(_session.Run("Get-ZkConfigSchema"));
        _session.Run(Laid + "Remove-ZkConfigSchema orders -WhatIf");
        Assert.Single(_session.Run("Get-ZkConfigSchema"));
    }

    [Theory]
    [InlineData("Get-ZkConfigSchema none", "SchemaNotFound,")]
    [InlineData("Test-ZkConfigSchema none", "SchemaNotFound,")]
    [InlineData("Remove-ZkConfigSchema none", "SchemaNotFound,")]
    [InlineData("Remove-ZkConfigSchema -Default", "SchemaNotFound,")]
    [InlineData("Set-ZkConfigSchema a/b @{}", "InvalidArgument,")]
    [InlineData("Set-ZkConfig orders '$schema' 1", "InvalidArgument,")]
    [InlineData("Set-ZkConfigSchema orders @{} -ExpectedRevision 7", "ConfigurationConflict,")]
    public void What_cannot_be_done_is_told(string script, string errorId) =>
        Assert.StartsWith(errorId, _session.Error(script).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void The_library_is_loaded_when_it_is_needed_and_meets_no_other()
    {
        var contexts = _session.One<string>(Laid + "\"$([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'JsonSchema.Net' } | ForEach-Object { [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name })\"");
        Assert.Contains("FlinkZk", contexts, StringComparison.Ordinal);
    }
}
