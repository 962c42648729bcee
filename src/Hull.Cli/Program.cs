Console.WriteLine("hull version 0.1.0");
