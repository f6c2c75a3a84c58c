namespace FlinkZk.Wire;

/// <summary>A record of <c>zookeeper.jute</c>: fields in order, no tags, so writing and reading must mirror each other.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
public interface IRecord<TSelf> where TSelf : struct, IRecord<TSelf>
{
    /// <summary>Appends the fields.</summary>
    void Write(ref JuteWriter writer);

    /// <summary>Reads the fields.</summary>
    /// <exception cref="WireFormatException">The bytes end early or a length lies.</exception>
    static abstract TSelf Read(ref JuteReader reader);
}
