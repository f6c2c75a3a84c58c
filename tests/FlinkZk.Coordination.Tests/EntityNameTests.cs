namespace FlinkZk.Coordination.Tests;

public class EntityNameTests
{
    [Theory]
    [InlineData("orders")]
    [InlineData("Orders 2")]
    [InlineData("été")]
    [InlineData("a.b")]
    [InlineData("...")]
    public void Usual_names_are_taken(string name) => Assert.True(EntityName.IsValid(name, out _));

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData("a/b", "'/'")]
    [InlineData(".", "folders")]
    [InlineData("..", "folders")]
    [InlineData("a\nb", "control character")]
    public void What_cannot_name_a_node_is_refused_with_the_reason(string? name, string reason)
    {
        Assert.False(EntityName.IsValid(name, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => EntityName.Validate(name, "job"));
    }
}
