CREATE TABLE Customers (
    customer_id INT PRIMARY KEY,
    first_name VARCHAR NOT NULL,
    last_name VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    phone VARCHAR, -- NULL: none on file
    address VARCHAR NOT NULL,
    city VARCHAR NOT NULL,
    state VARCHAR NOT NULL, -- two letters
    zip_code VARCHAR NOT NULL
);

CREATE TABLE Products (
    product_id INT PRIMARY KEY,
    product_name VARCHAR NOT NULL,
    description TEXT NOT NULL,
    category VARCHAR NOT NULL, -- Coffee, Tea, Brewing or Cups
    price DECIMAL NOT NULL,
    stock_quantity INT NOT NULL
);

CREATE TABLE Orders (
    order_id INT PRIMARY KEY,
    customer_id INT NOT NULL REFERENCES Customers,
    order_date DATE NOT NULL, -- YYYY-MM-DD
    total_amount DECIMAL NOT NULL,
    status VARCHAR NOT NULL -- pending, shipped, delivered or cancelled
);

CREATE TABLE Order_Items (
    order_item_id INT PRIMARY KEY,
    order_id INT NOT NULL REFERENCES Orders,
    product_id INT NOT NULL REFERENCES Products,
    quantity INT NOT NULL,
    price DECIMAL NOT NULL -- of one piece, when it was sold
);

CREATE TABLE Reviews (
    review_id INT PRIMARY KEY,
    product_id INT NOT NULL REFERENCES Products,
    customer_id INT NOT NULL REFERENCES Customers,
    rating INT NOT NULL, -- 1 to 5
    comment TEXT, -- NULL: stars only
    review_date DATE NOT NULL -- YYYY-MM-DD
);
